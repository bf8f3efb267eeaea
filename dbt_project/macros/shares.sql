{#-
    A part of its total, as an exact decimal. DuckDB divides decimals as doubles; the quotient is made decimal at once, so
    that every later sum is exact and the order of the rows can never matter. A total of zero gives null, never a share.
-#}
{% macro share_of(part, partition_by, data_type='decimal(20, 18)') -%}
    cast(
        cast({{ part }} as double)
        / nullif(cast(sum({{ part }}) over (partition by {{ partition_by }}) as double), 0)
        as {{ data_type }}
    )
{%- endmacro %}
