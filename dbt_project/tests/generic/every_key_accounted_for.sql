{#- A key of a budget year is computed for every district or listed as not computable: never both, never neither. -#}
{% test every_key_accounted_for(model) %}
with keys as (
    select
        key_years.*,
        exists (
            select 1 from {{ model }} as found
            where
                found.allocation_system = key_years.allocation_system
                and found.key_id = key_years.key_id
                and found.budget_year = key_years.budget_year
        ) as is_computed,
        exists (
            select 1 from {{ ref('not_computable') }} as missing
            where
                missing.allocation_system = key_years.allocation_system
                and missing.key_id = key_years.key_id
                and missing.budget_year = key_years.budget_year
        ) as is_listed
    from {{ ref('key_years') }} as key_years
)

select
    concat(
        'Key ', allocation_system, '/', key_id, ', budget year ', budget_year, ' is ',
        case when is_computed then 'both computed and' else 'neither computed nor' end,
        ' listed in meta.not_computable. This is a fault in models/keys: report it to the data team.'
    ) as message
from keys
where is_computed = is_listed
{% endtest %}
