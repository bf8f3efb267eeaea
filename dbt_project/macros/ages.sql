{#- Completed years of age on the day that the project's parameter says: the last or the first day of a month, or the year's last. -#}
{% macro age_at(birth_date, month) -%}
    {%- set on = choice('social_age_on', ['month_end', 'month_start', 'year_end']) -%}
    {%- if on == 'month_end' -%}
        {%- set day = 'last_day(' ~ month ~ ')' -%}
    {%- elif on == 'month_start' -%}
        {%- set day = month -%}
    {%- else -%}
        {%- set day = 'make_date(year(' ~ month ~ '), 12, 31)' -%}
    {%- endif -%}
    cast(date_sub('year', {{ birth_date }}, {{ day }}) as integer)
{%- endmacro %}

{#-
    The age a member of a household is counted by: a child's own, an adult's (who has no custody share) that of the main person or
    the own, as the project's parameter says.
-#}
{% macro counted_age(main_person, members) -%}
    {%- set own = age_at(members ~ '.birth_date', members ~ '.month') -%}
    {%- if choice('social_partner_age', ['main_person', 'own']) == 'main_person' -%}
        if({{ members }}.custody_pct is null, {{ main_person }}, {{ own }})
    {%- else -%}
        {{ own }}
    {%- endif -%}
{%- endmacro %}
