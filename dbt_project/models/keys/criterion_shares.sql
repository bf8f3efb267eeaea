-- Each district's share of each criterion, and its contribution = weight x share, for every key that can be computed.
-- plain_share: district / city. relative_share: (district's share of the criterion) / (its share of the inhabitants of the
-- same year), made to sum to 1 again. A share rests on every district's count, so one synthetic count marks all of them.
{%- set series = 'allocation_system, key_id, budget_year, criterion_id' %}
with inhabitant_shares as (
    select
        area_system,
        source_year,
        district_id,
        {{ share_of('inhabitants', 'area_system, source_year') }} as share,
        synthetic
    from {{ ref('int_population__inhabitants') }}
),

counted as (
    select
        needs.allocation_system,
        needs.key_id,
        needs.budget_year,
        needs.criterion_id,
        needs.weight,
        needs.share_base,
        counts.area_system,
        counts.district_id,
        counts.value,
        counts.source_year,
        counts.synthetic,
        {{ share_of('counts.value', 'needs.allocation_system, needs.key_id, needs.budget_year, needs.criterion_id') }} as plain_share
    from {{ ref('key_criteria') }} as needs
    inner join {{ ref('criterion_values') }} as counts
        on
            needs.area_system = counts.area_system
            and needs.budget_year = counts.budget_year
            and needs.criterion_id = counts.criterion_id
    anti join {{ ref('not_computable') }} as missing
        on
            needs.allocation_system = missing.allocation_system
            and needs.key_id = missing.key_id
            and needs.budget_year = missing.budget_year
),

related as (
    select
        counted.* exclude (synthetic),
        counted.synthetic or coalesce(people.synthetic, false) as synthetic,
        cast(counted.plain_share / people.share as decimal(28, 18)) as relative
    from counted
    left join inhabitant_shares as people
        on
            counted.share_base = 'relative_share'
            and counted.area_system = people.area_system
            and counted.source_year = people.source_year
            and counted.district_id = people.district_id
),

shared as (
    select
        related.*,
        case share_base when 'relative_share' then {{ share_of('relative', series) }} else plain_share end as share
    from related
)

select
    allocation_system,
    key_id,
    budget_year,
    criterion_id,
    district_id,
    weight,
    share,
    cast(weight * share as decimal(20, 18)) as contribution,
    value,
    source_year,
    share_base,
    bool_or(synthetic) over (partition by {{ series }}) as synthetic
from shared
order by {{ series }}, district_id
