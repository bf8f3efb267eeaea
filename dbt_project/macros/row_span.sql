{#- The delivered rows of a sum: '12' for one, '12-40 (9 rows)' for several, '-' when no row is counted. -#}
{% macro row_span(condition) -%}
    case count(*) filter (where {{ condition }})
        when 0 then '-'
        when 1 then cast(min(file_row) filter (where {{ condition }}) as varchar)
        else concat(
            min(file_row) filter (where {{ condition }}), '-', max(file_row) filter (where {{ condition }}),
            ' (', count(*) filter (where {{ condition }}), ' rows)'
        )
    end
{%- endmacro %}
