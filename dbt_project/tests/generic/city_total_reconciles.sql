{#-
    Where a delivery holds a city row, its parts (districts and rest groups) equal it, for each combination of `dimensions`:
    within the declared tolerance (no_rest), leaving a rest for persons without a district that is not negative and not above
    the declared share (derived_rest), or within the noise of that many cells (noisy_rest: tolerance x square root of their
    number; their difference is no count of anything and is not printed). A suppressed cell counts with its bounds, never as
    zero: the city must lie between the lowest and the highest the parts can add up to.
-#}
{% test city_total_reconciles(model, source_id, dimensions=[]) %}
{%- set series = ['delivery_id', 'measure', 'source_year'] + dimensions %}
with totals as (
    select
        {{ series | join(', ') }},
        sum(value_min) filter (where level = 'city') as city_min,
        sum(value_max) filter (where level = 'city') as city_max,
        sum(value_min) filter (where level <> 'city') as parts_min,
        sum(value_max) filter (where level <> 'city') as parts_max,
        count(*) as cells
    from {{ model }}
    group by {{ series | join(', ') }}
    -- a part of which nothing is known leaves a sum that proves nothing
    having count(*) filter (where value_min is null or value_max is null) = 0 and count(*) filter (where level = 'city') > 0
),

judged as (
    select
        totals.*,
        rules.rule,
        rules.tolerance,
        case
            when rules.rule is null then 'a rule for this source in seeds/geography/rest_group_rules.csv'
            when
                rules.rule = 'no_rest'
                and (totals.city_min - totals.parts_max > rules.tolerance or totals.parts_min - totals.city_max > rules.tolerance)
                then concat('no rest beyond ', {{ plain_number('rules.tolerance') }}, ' (', rules.tolerance_reason, ')')
            when
                rules.rule = 'noisy_rest'
                and greatest(totals.city_min - totals.parts_max, totals.parts_min - totals.city_max)
                > rules.tolerance * sqrt(totals.cells)
                then concat('agreement within the noise of ', totals.cells, ' cells (', rules.tolerance_reason, ')')
            when rules.rule = 'derived_rest' and totals.parts_min - totals.city_max > rules.tolerance then 'a rest of zero or more'
            when rules.rule = 'derived_rest' and totals.city_min - totals.parts_max > rules.max_rest_share * totals.city_max
                then concat('a rest of at most ', {{ percent('rules.max_rest_share') }}, ' of the city')
        end as expected
    from totals
    left join {{ ref('rest_group_rules') }} as rules on rules.source_id = '{{ source_id }}'
)

select
    concat(
        delivery_id, ', ', measure, ', source year ', source_year, {% for column in dimensions %}', {{ column }} ', {{ column }}, {% endfor %}
        ': the city row is ', {{ from_to('city_min', 'city_max') }}, ' and its parts add up to ', {{ from_to('parts_min', 'parts_max') }},
        case when rule = 'noisy_rest' then '' else concat(' (rest ', {{ from_to('city_min - parts_max', 'city_max - parts_min') }}, ')') end,
        ', expected ', expected, '. Ask the data owner which number is wrong.'
    ) as message
from judged
where expected is not null
{% endtest %}
