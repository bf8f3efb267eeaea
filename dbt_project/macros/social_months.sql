{#- A day's month as one number, year times 12 plus month, so that differences are months. -#}
{% macro month_number(day) -%}
    cast(year({{ day }}) * 12 + month({{ day }}) as integer)
{%- endmacro %}

{#- The year of a month that is given as a number. -#}
{% macro year_of_month(month_no) -%}
    cast(({{ month_no }} - 1) // 12 as integer)
{%- endmacro %}

{#- The first day of a month that is given as a number. -#}
{% macro first_of_month(month_no) -%}
    make_date({{ year_of_month(month_no) }}, ({{ month_no }} - 1) % 12 + 1, 1)
{%- endmacro %}

{#- Whether a district's payments in a month make it a month with assistance. -#}
{% macro month_counts() -%}
    gross_nok > {{ var('social_month_above_nok') }}
{%- endmacro %}
