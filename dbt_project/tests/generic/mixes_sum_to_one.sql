{#- Every key has a mix; its criteria weight and accounting weight sum to 1; accounts that count have an area and a lag. -#}
{% test mixes_sum_to_one(model) %}
with judged as (
    select
        keys.allocation_system,
        keys.key_id,
        case
            when mixes.key_id is null then 'no mix is decided'
            when least(mixes.criteria_weight, mixes.accounting_weight) < 0 then 'a weight of the mix is below zero'
            when mixes.accounting_weight > 0 and (mixes.accounting_area is null or mixes.accounting_lag is null)
                then 'the mix uses accounts but names no functional area or no lag'
            when mixes.criteria_weight + mixes.accounting_weight <> 1
                then concat(
                    'criteria weight ', {{ plain_number('mixes.criteria_weight') }}, ' and accounting weight ',
                    {{ plain_number('mixes.accounting_weight') }}, ' do not sum to 1'
                )
        end as fault
    from {{ ref('criteria_keys') }} as keys
    left join {{ model }} as mixes
        on keys.allocation_system = mixes.allocation_system and keys.key_id = mixes.key_id
)

select concat('Key ', allocation_system, '/', key_id, ': ', fault, '. Correct seeds/decisions/mixes.csv.') as message
from judged
where fault is not null
{% endtest %}
