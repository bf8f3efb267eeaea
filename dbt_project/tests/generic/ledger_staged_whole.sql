{#-
    Every landed posting line is staged, once, to the øre, and its cost centre has a district. A line lost or doubled in the
    join would be money moved in silence.
-#}
{% test ledger_staged_whole(model, source_id) %}
with landed as (
    select
        delivery_id,
        count(*) as lines,
        sum(amount_nok) as nok
    from {{ source('landed', source_id) }}
    group by delivery_id
),

staged as (
    select
        delivery_id,
        count(*) as lines,
        sum(amount_nok) as nok
    from {{ model }}
    group by delivery_id
)

select
    concat(
        coalesce(landed.delivery_id, staged.delivery_id), ': ', coalesce(landed.lines, 0), ' lines of ', coalesce(landed.nok, 0),
        ' NOK are landed but ', coalesce(staged.lines, 0), ' of ', coalesce(staged.nok, 0), ' NOK are staged. ',
        'A cost centre stands twice for one year in seeds/geography/cost_centres.csv: end the older row.'
    ) as message
from landed
full outer join staged on landed.delivery_id = staged.delivery_id
where landed.lines is distinct from staged.lines or landed.nok is distinct from staged.nok
union all
select
    concat(
        delivery_id, ', row ', min(file_row), case count(*) when 1 then '' else concat(' and ', count(*) - 1, ' more') end,
        ': cost centre "', coalesce(cost_centre, '(empty)'), '" has no district in ', accounting_year,
        '. Add it to seeds/geography/cost_centres.csv, or have the posting moved.'
    ) as message
from {{ model }}
where level is distinct from 'district'
group by delivery_id, cost_centre, accounting_year
{% endtest %}
