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
    {{ sum_or_nothing('value') }} as value,
    cast(coalesce(sum(value_min) filter (where is_counted), 0) as decimal(20, 6)) as value_min,
    {{ sum_or_nothing('value_max') }} as value_max,
    {{ weakest_status('is_counted') }} as status,
    {{ weakest_precision('is_counted') }} as precision,
    {{ origin_columns('is_counted') }}
from cells
group by area_system, source_year, district_id
order by area_system, source_year, district_id
{%- endmacro %}

{#- The sum over the counted rows: 0 when there are none, nothing when one of them is not known. Never a sum of the others. -#}
{% macro sum_or_nothing(column) -%}
    cast(
        case when count(*) filter (where is_counted and {{ column }} is null) = 0 then coalesce(sum({{ column }}) filter (where is_counted), 0) end
        as decimal(20, 6)
    )
{%- endmacro %}

{#- The statuses and precisions of numbers that rest on others, the one that says least first. -#}
{% macro statuses_by_weakness() %}{{ return(['missing', 'suppressed', 'not_applicable', 'estimated']) }}{% endmacro %}
{% macro precisions_by_weakness() %}{{ return(['noisy', 'rounded']) }}{% endmacro %}

{#- The status of a sum: the one of its rows that says least. -#}
{% macro weakest_status(condition) -%}
    case
        {%- for status in statuses_by_weakness() %}
        when bool_or(status = '{{ status }}') filter (where {{ condition }}) then '{{ status }}'
        {%- endfor %}
        else 'observed'
    end
{%- endmacro %}

{#- The precision of a sum: the one of its rows that promises least. -#}
{% macro weakest_precision(condition) -%}
    case
        {%- for precision in precisions_by_weakness() %}
        when bool_or(precision = '{{ precision }}') filter (where {{ condition }}) then '{{ precision }}'
        {%- endfor %}
        else 'exact'
    end
{%- endmacro %}

{#- The status (or precision) of a number made of one row of each of `aliases`; a row that is not there is missing. -#}
{% macro weakest_of(column, aliases) -%}
    {%- set codes = statuses_by_weakness() if column == 'status' else precisions_by_weakness() -%}
    case
        {%- if column == 'status' %}
        when {% for alias in aliases %}{{ alias }}.status is null{{ ' or ' if not loop.last }}{% endfor %} then 'missing'
        {%- endif %}
        {%- for code in codes %}
        when '{{ code }}' in ({% for alias in aliases %}{{ alias }}.{{ column }}{{ ', ' if not loop.last }}{% endfor %}) then '{{ code }}'
        {%- endfor %}
        else '{{ 'observed' if column == 'status' else 'exact' }}'
    end
{%- endmacro %}

{#- Where a sum comes from: delivery, the span of its rows with their number, and whether any of it is invented. -#}
{% macro origin_columns(condition) -%}
    coalesce(max(delivery_id) filter (where {{ condition }}), max(delivery_id)) as delivery_id,
    {{ row_span(condition) }} as delivered_rows,
    bool_or(synthetic) as synthetic
{%- endmacro %}
