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

{#- A number, or what is known of it: 120, "118 to 121", "at least 118". -#}
{% macro from_to(lowest, highest) -%}
    case
        when {{ lowest }} = {{ highest }} then {{ plain_number(lowest) }}
        when {{ highest }} is null then concat('at least ', {{ plain_number(lowest) }})
        when {{ lowest }} is null then concat('at most ', {{ plain_number(highest) }})
        else concat({{ plain_number(lowest) }}, ' to ', {{ plain_number(highest) }})
    end
{%- endmacro %}

{#- A district that is there without a value; false where a join found no district at all. -#}
{% macro is_gap(alias) -%}
    {{ alias }}.value is null and {{ alias }}.district_id is not null
{%- endmacro %}

{#- Why a district has no value, with what the value lies between when that is known: "030106 is suppressed (4 to 12)". -#}
{% macro gap_in_words(alias) -%}
    concat(
        {{ alias }}.district_id, ' is ', {{ alias }}.status,
        case
            when {{ alias }}.status <> 'suppressed' then ''
            when {{ alias }}.value_max is null then concat(' (at least ', {{ plain_number(alias ~ '.value_min') }}, ')')
            else concat(' (', {{ from_to(alias ~ '.value_min', alias ~ '.value_max') }}, ')')
        end
    )
{%- endmacro %}
