{#- The statuses and precisions of numbers that rest on others, the one that says least first. -#}
{% macro statuses_by_weakness() %}{{ return(['missing', 'suppressed', 'not_applicable', 'estimated']) }}{% endmacro %}
{% macro precisions_by_weakness() %}{{ return(['noisy', 'rounded']) }}{% endmacro %}

{#- The status of a sum: the one of its rows that says least. -#}
{% macro weakest_status() -%}
    case
        {%- for status in statuses_by_weakness() %}
        when bool_or(status = '{{ status }}') then '{{ status }}'
        {%- endfor %}
        else 'observed'
    end
{%- endmacro %}

{#- The precision of a sum: the one of its rows that promises least. -#}
{% macro weakest_precision() -%}
    case
        {%- for precision in precisions_by_weakness() %}
        when bool_or(precision = '{{ precision }}') then '{{ precision }}'
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
