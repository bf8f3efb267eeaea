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

{#-
    Months of each recipient, one row whoever paid: of two districts in one month the contact's is the last by the columns `contact`.
    Few months have two, and only those are put together: that takes half the time of grouping all.
-#}
{% macro months_whoever_paid(relation, contact) -%}
    select
        recipient_no,
        year,
        month_no,
        district_id,
        cast(gross_nok as decimal(38, 2)) as gross_nok,
        purposes,
        incomes
    from {{ relation }} as paid_by_one
    anti join ({{ paid_by_two(relation) }}) as paid_by_two using (recipient_no, month_no)
    union all
    select
        recipient_no,
        year,
        month_no,
        arg_max(district_id, ({{ contact }}, district_id)) as district_id,
        sum(gross_nok) as gross_nok,
        bit_or(purposes) as purposes,
        any_value(incomes) as incomes
    from {{ relation }} as paid
    semi join ({{ paid_by_two(relation) }}) as paid_by_two using (recipient_no, month_no)
    group by recipient_no, year, month_no
{%- endmacro %}

{#- Months in which more than one district paid the recipient. -#}
{% macro paid_by_two(relation) -%}
    select recipient_no, month_no from {{ relation }} group by all having count(*) > 1
{%- endmacro %}
