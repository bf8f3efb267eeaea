-- Please look: one district's change from the year before lies far from the others'. Far means ten percentage points or more
-- from the median of the other districts, and three times what chance makes of counts of that size (so that 107 cash-for-care
-- children becoming 90 is not reported). Found in Trondheim 2012: Heimdal's 0-21 falls 21.7 %, the others 0.2 % at most.
with changes as (
    select
        now.area_system,
        now.criterion_id,
        now.budget_year,
        now.district_id,
        areas.name,
        before.value as value_before,
        now.value,
        cast(now.value as double) / cast(before.value as double) - 1 as change,
        now.delivery_id,
        now.delivered_rows
    from {{ ref('criterion_values') }} as now
    inner join {{ ref('criterion_values') }} as before
        on
            now.area_system = before.area_system
            and now.criterion_id = before.criterion_id
            and now.district_id = before.district_id
            and now.budget_year = before.budget_year + 1
            and before.value > 0
    inner join {{ ref('areas') }} as areas
        on now.area_system = areas.area_system and now.district_id = areas.district_id
),

compared as (
    select
        one.*,
        median(other.change) as change_of_others
    from changes as one
    inner join changes as other
        on
            one.area_system = other.area_system
            and one.criterion_id = other.criterion_id
            and one.budget_year = other.budget_year
            and one.district_id <> other.district_id
    group by all
)

select
    area_system,
    criterion_id,
    budget_year,
    district_id,
    value_before,
    value,
    cast(change as decimal(12, 6)) as change,
    cast(change_of_others as decimal(12, 6)) as change_of_others,
    delivery_id,
    delivered_rows,
    concat(
        name, ' ', criterion_id, ': ', {{ plain_number('value_before') }}, ' became ', {{ plain_number('value') }},
        ' for budget year ', budget_year, ', ', {{ percent('change') }}, '; the median of the other districts is ',
        {{ percent('change_of_others') }}, ' (', delivery_id, ', row ', delivered_rows, '). Ask the data owner which year is wrong.'
    ) as message
from compared
where
    abs(change - change_of_others) >= {{ var('qc_outlying_change') }}
    and abs(value - value_before * (1 + change_of_others)) >= {{ var('qc_outlying_chance_factor') }} * sqrt(value + value_before)
order by area_system, criterion_id, budget_year, district_id
