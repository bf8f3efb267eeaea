{#-
    Where a delivery holds a city row, districts + rest groups equal it: within the declared tolerance (no_rest), or leaving a
    rest for persons without a district that is not negative and not above the declared share (derived_rest).
-#}
{% test city_total_reconciles(model, source_id) %}
with totals as (
    select
        delivery_id,
        measure,
        source_year,
        sum(value) filter (where level = 'city') as city,
        sum(value) filter (where level <> 'city') as parts
    from {{ model }}
    group by delivery_id, measure, source_year
    -- a suppressed part leaves a sum that proves nothing
    having count(*) filter (where value is null) = 0
),

judged as (
    select
        totals.*,
        totals.city - totals.parts as rest,
        rules.tolerance,
        case
            when rules.rule is null then 'a rule for this source in seeds/geography/rest_group_rules.csv'
            when rules.rule = 'no_rest' and abs(totals.city - totals.parts) > rules.tolerance
                then concat('no rest beyond ', {{ plain_number('rules.tolerance') }}, ' (', rules.tolerance_reason, ')')
            when rules.rule = 'derived_rest' and totals.city - totals.parts < -rules.tolerance then 'a rest of zero or more'
            when rules.rule = 'derived_rest' and totals.city - totals.parts > rules.max_rest_share * totals.city
                then concat('a rest of at most ', {{ percent('rules.max_rest_share') }}, ' of the city')
        end as expected
    from totals
    left join {{ ref('rest_group_rules') }} as rules on rules.source_id = '{{ source_id }}'
    where totals.city is not null
)

select
    concat(
        delivery_id, ', ', measure, ', source year ', source_year, ': the city row is ', {{ plain_number('city') }},
        ' and its parts add up to ', {{ plain_number('parts') }}, ' (rest ', {{ plain_number('rest') }}, '), expected ', expected,
        '. Ask the data owner which number is wrong.'
    ) as message
from judged
where expected is not null
{% endtest %}
