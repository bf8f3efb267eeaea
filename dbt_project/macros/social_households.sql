{#- Single or couple with the number of children, four or more together: single_0 to couple_4plus. -#}
{% macro household_type(marital_group, children) -%}
    concat({{ marital_group }}, '_', if({{ children }} >= 4, '4plus', cast({{ children }} as varchar)))
{%- endmacro %}

{#-
    The months of recipients (a CTE as in recipient_flow) and, beside them, months in which they were the partner in another
    recipient's household and got nothing themselves.
-#}
{% macro months_as_partner(months) -%}
    select
        *,
        true as is_main_person
    from {{ months }}
    union all by name
    select distinct
        partners.recipient_no,
        others.year,
        others.month_no,
        false as is_main_person
    from {{ ref('stg_fasit_household__members') }} as members
    inner join {{ ref('recipient_numbers') }} as partners on members.member_pid = partners.main_person_pid
    inner join {{ ref('recipient_numbers') }} as main_persons on members.main_person_pid = main_persons.main_person_pid
    inner join {{ months }} as others
        on main_persons.recipient_no = others.recipient_no and {{ month_number('members.month') }} = others.month_no
    left join {{ months }} as own
        on partners.recipient_no = own.recipient_no and others.month_no = own.month_no
    where members.role_code in ('spouse', 'cohabitant') and own.recipient_no is null
{%- endmacro %}
