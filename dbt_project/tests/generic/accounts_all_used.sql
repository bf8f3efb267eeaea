{#-
    Net expenditure is all lines but those declared left out (macros/accounts.sql): per delivery, what
    is staged in districts = used + left out, in amount and in number of lines. Nothing is lost between the two tables.
-#}
{% test accounts_all_used(model, books, staged, amount_nok) %}
with delivered as (
    select
        delivery_id,
        sum({{ amount_nok }}) as nok,
        count(*) as lines
    from {{ ref(staged) }}
    where level = 'district' and not ({{ ledger_left_out() if books == 'ledger' else kostra_left_out() }})
    group by delivery_id
),

used as (
    select
        delivery_id,
        sum(net_nok) as nok,
        sum(line_count) as lines
    from {{ model }}
    group by delivery_id
)

select
    concat(
        delivered.delivery_id, ': ', delivered.lines, ' lines of ', delivered.nok, ' NOK are staged and not declared left out, but ',
        coalesce(used.lines, 0), ' of ', coalesce(used.nok, 0), ' NOK are used. Report it to the data team.'
    ) as message
from delivered
left join used on delivered.delivery_id = used.delivery_id
where delivered.lines is distinct from used.lines or delivered.nok is distinct from used.nok
{% endtest %}
