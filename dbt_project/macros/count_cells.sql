{#-
    Ends a criterion model: adds up, per district and source year, the rows of the CTE `cells` where `is_counted` is true.
    A district whose rows are delivered but not counted has 0. A district with a counted row that is suppressed or missing has
    no value: it says so in status and states its bounds (value_min, value_max). The weakest precision of the rows holds.
    Counted rows are few among the cells, so they are picked out first and the districts without any are added to them.
-#}
{% macro count_cells(criterion_id) -%}
select
    area_system,
    source_year,
    district_id,
    '{{ criterion_id }}' as criterion_id,
    {{ sum_or_nothing('value') }} as value,
    cast(coalesce(counted.value_min, 0) as decimal(20, 6)) as value_min,
    {{ sum_or_nothing('value_max') }} as value_max,
    coalesce(counted.status, 'observed') as status,
    coalesce(counted.precision, 'exact') as precision,
    coalesce(counted.delivery_id, delivered.delivery_id) as delivery_id,
    coalesce(counted.delivered_rows, '-') as delivered_rows,
    delivered.synthetic
from (
    select
        area_system,
        source_year,
        district_id,
        max(delivery_id) as delivery_id,
        bool_or(synthetic) as synthetic
    from cells
    group by area_system, source_year, district_id
) as delivered
left join (
    select
        area_system,
        source_year,
        district_id,
        count(*) as row_count,
        {%- for column in ['value', 'value_max'] %}
        sum({{ column }}) as {{ column }},
        count({{ column }}) as known_{{ column }},
        {%- endfor %}
        sum(value_min) as value_min,
        {{ weakest_status() }} as status,
        {{ weakest_precision() }} as precision,
        max(delivery_id) as delivery_id,
        {{ line_span('min(file_row)', 'max(file_row)', 'count(*)') }} as delivered_rows
    from cells
    where is_counted
    group by area_system, source_year, district_id
) as counted using (area_system, source_year, district_id)
order by area_system, source_year, district_id
{%- endmacro %}

{#- The sum over the counted rows: 0 when there are none, nothing when one of them is not known. Never a sum of the others. -#}
{% macro sum_or_nothing(column) -%}
    cast(
        case
            when counted.row_count is null then 0
            when counted.known_{{ column }} = counted.row_count then counted.{{ column }}
        end as decimal(20, 6)
    )
{%- endmacro %}
