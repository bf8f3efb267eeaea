{#-
    The weights of a set whose weights are all known sum to 1 in each of its budget years, within the tolerance its keys
    declare. Weights are never rescaled: a set that does not sum stops every key.
-#}
{% test weights_sum_to_one(model) %}
with years as (
    select distinct
        criterion_set_id,
        valid_from_budget_year as budget_year
    from {{ model }}
),

sums as (
    select
        years.criterion_set_id,
        years.budget_year,
        sum(weights.weight) as found,
        count(*) filter (where weights.weight is null) as unknown_weights
    from years
    inner join {{ model }} as weights
        on
            years.criterion_set_id = weights.criterion_set_id
            and {{ valid_in('weights', 'years.budget_year') }}
    group by years.criterion_set_id, years.budget_year
),

tolerances as (
    select
        criterion_set_id,
        max(weight_sum_tolerance) as tolerance
    from {{ ref('criteria_keys') }}
    group by criterion_set_id
)

select
    concat(
        'Criterion set ', sums.criterion_set_id, ', budget year ', sums.budget_year, ': the weights sum to ',
        {{ plain_number('sums.found') }}, ', expected 1 (tolerance ', {{ plain_number('coalesce(tolerances.tolerance, 0)') }},
        '). Correct seeds/decisions/weights.csv; an unknown weight is left empty, never 0.'
    ) as message
from sums
left join tolerances using (criterion_set_id)
where
    (sums.unknown_weights = 0 and abs(sums.found - 1) > coalesce(tolerances.tolerance, 0))
    or (sums.unknown_weights > 0 and sums.found > 1)
{% endtest %}
