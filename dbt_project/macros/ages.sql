{#- Completed years of age on the day that the project's parameter says: the last or the first day of a month, or the year's last. -#}
{% macro age_at(birth_date, month) -%}
    {%- set on = var('social_age_on') -%}
    {%- if on == 'month_end' -%}
        {%- set day = 'last_day(' ~ month ~ ')' -%}
    {%- elif on == 'month_start' -%}
        {%- set day = month -%}
    {%- elif on == 'year_end' -%}
        {%- set day = 'make_date(year(' ~ month ~ '), 12, 31)' -%}
    {%- else -%}
        {{ exceptions.raise_compiler_error("social_age_on is month_end, month_start or year_end, not " ~ on) }}
    {%- endif -%}
    cast(date_sub('year', {{ birth_date }}, {{ day }}) as integer)
{%- endmacro %}

{#-
    The age a member of a household is counted by: a child's own, an adult's (who has no custody share) that of the main person or
    the own, as the project's parameter says.
-#}
{% macro counted_age(main_person, members) -%}
    {%- set own = age_at(members ~ '.birth_date', members ~ '.month') -%}
    {%- if var('social_partner_age') == 'main_person' -%}
        if({{ members }}.custody_pct is null, {{ main_person }}, {{ own }})
    {%- elif var('social_partner_age') == 'own' -%}
        {{ own }}
    {%- else -%}
        {{ exceptions.raise_compiler_error("social_partner_age is main_person or own") }}
    {%- endif -%}
{%- endmacro %}
