{#- A decimal as a person writes it: 11978 and 0.5, not 11978.000000 and 0.500000. -#}
{% macro plain_number(expression) -%}
    regexp_replace(cast(cast({{ expression }} as decimal(38, 6)) as varchar), '\.?0+$', '')
{%- endmacro %}

{#- A fraction as a signed percentage with one decimal: -21.7 %. -#}
{% macro percent(expression) -%}
    concat(printf('%+.1f', 100 * cast({{ expression }} as double)), ' %')
{%- endmacro %}

{#- Names a row in a message: "criterion_id tsb_patients, district_id 030101". -#}
{% macro naming(columns) -%}
    concat_ws(', '{% for column in columns %}, concat('{{ column }} ', coalesce(cast({{ column }} as varchar), '(empty)')){% endfor %})
{%- endmacro %}

{#- A number, or the two it lies between: 120, or "118 to 121". -#}
{% macro from_to(lowest, highest) -%}
    case
        when {{ lowest }} = {{ highest }} then {{ plain_number(lowest) }}
        else concat({{ plain_number(lowest) }}, ' to ', {{ plain_number(highest) }})
    end
{%- endmacro %}
