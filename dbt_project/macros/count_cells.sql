{#-
    Ends a criterion model: adds up, per district and source year, the rows of the CTE `cells` where `is_counted` is true.
    A district whose rows are delivered but not counted has 0. A district with a counted row that is suppressed or missing has
    no value: it says so in status and states its bounds (value_min, value_max). The weakest precision of the rows holds.
-#}
{% macro count_cells(criterion_id) -%}
select
    area_system,
    source_year,
    district_id,
    '{{ criterion_id }}' as criterion_id,
    cast(
        case when count(*) filter (where is_counted and value is null) = 0 then coalesce(sum(value) filter (where is_counted), 0) end
        as decimal(20, 6)
    ) as value,
    {{ summed_bounds_and_marks() }}
from cells
group by area_system, source_year, district_id
order by area_system, source_year, district_id
{%- endmacro %}

{#- What a value built on several rows says of itself: bounds, status, precision, origin. Rows with is_counted count. -#}
{% macro summed_bounds_and_marks() -%}
cast(coalesce(sum(value_min) filter (where is_counted), 0) as decimal(20, 6)) as value_min,
    cast(
        case
            when count(*) filter (where is_counted and value_max is null) = 0
                then coalesce(sum(value_max) filter (where is_counted), 0)
        end as decimal(20, 6)
    ) as value_max,
    {{ weakest_status('is_counted') }} as status,
    {{ weakest_precision('is_counted') }} as precision,
    {{ origin_columns('is_counted') }}
{%- endmacro %}

{#- The status of a sum: the one of its rows that says least. -#}
{% macro weakest_status(condition) -%}
case
        {%- for status in ['suppressed', 'missing', 'not_applicable', 'estimated'] %}
        when count(*) filter (where {{ condition }} and status = '{{ status }}') > 0 then '{{ status }}'
        {%- endfor %}
        else 'observed'
    end
{%- endmacro %}

{#- The precision of a sum: the one of its rows that promises least. -#}
{% macro weakest_precision(condition) -%}
case
        {%- for precision in ['noisy', 'rounded'] %}
        when count(*) filter (where {{ condition }} and precision = '{{ precision }}') > 0 then '{{ precision }}'
        {%- endfor %}
        else 'exact'
    end
{%- endmacro %}

{#- Where a sum comes from: delivery, first and last row with their number, and whether any of it is invented. -#}
{% macro origin_columns(condition) -%}
coalesce(max(delivery_id) filter (where {{ condition }}), max(delivery_id)) as delivery_id,
    case count(distinct file_row) filter (where {{ condition }})
        when 0 then '-'
        when 1 then cast(min(file_row) filter (where {{ condition }}) as varchar)
        else concat(
            min(file_row) filter (where {{ condition }}), '-', max(file_row) filter (where {{ condition }}),
            ' (', count(distinct file_row) filter (where {{ condition }}), ' rows)'
        )
    end as delivered_rows,
    bool_or(synthetic) as synthetic
{%- endmacro %}
