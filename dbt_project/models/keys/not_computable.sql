-- What is missing before a key can be computed, one row per missing thing. A key listed here is never computed on what is left;
-- the others go on. Partly filled criterion years do not come this far: complete_grid stops them.
{%- set key = 'keys.allocation_system, keys.key_id, keys.budget_year' %}
with found as (
    select
        keys.*,
        count(counts.value) as values_found,
        sum(counts.value) as total,
        string_agg({{ gap_in_words('counts') }}, ', ' order by counts.district_id) filter (where {{ is_gap('counts') }}) as empty_districts
    from {{ ref('key_criteria') }} as keys
    left join {{ ref('criterion_values') }} as counts using (area_system, budget_year, criterion_id)
    group by all
),

peopled_years as (
    select
        area_system,
        source_year
    from {{ ref('int_population__inhabitants') }}
    group by area_system, source_year
    having bool_and(coalesce(inhabitants, 0) > 0)
)

select
    {{ key }},
    'weight' as missing_kind,
    keys.criterion_id,
    keys.expected_source_year,
    concat('The weight of ', keys.criterion_id, ' in set ', keys.criterion_set_id, ' is unknown: no document prints it.') as detail
from found as keys
where keys.weight is null
union all
select
    {{ key }},
    'weight' as missing_kind,
    null as criterion_id,
    null as expected_source_year,
    concat('Criterion set ', keys.criterion_set_id, ' has no weights for budget year ', keys.budget_year, '.') as detail
from {{ ref('key_years') }} as keys
anti join found using (allocation_system, key_id, budget_year)
union all
select
    {{ key }},
    'criterion_values' as missing_kind,
    keys.criterion_id,
    keys.expected_source_year,
    case
        when keys.empty_districts is not null
            then concat('The values of ', keys.criterion_id, ' are not all known: district ', keys.empty_districts, '.')
        when keys.values_found > 0 then concat('The values of ', keys.criterion_id, ' add up to zero, so no district has a share.')
        when keys.expected_source_year is null then concat('No values of ', keys.criterion_id, ' are delivered, and no lag is decided.')
        else concat('No values of ', keys.criterion_id, ' for source year ', keys.expected_source_year, ' are delivered.')
    end as detail
from found as keys
where keys.values_found = 0 or keys.empty_districts is not null or keys.total <= 0
union all
select
    {{ key }},
    'accounting_share' as missing_kind,
    null as criterion_id,
    keys.accounting_year as expected_source_year,
    concat('No accounts of functional area ', keys.accounting_area, ' for accounting year ', keys.accounting_year, '.') as detail
from {{ ref('key_years') }} as keys
anti join {{ ref('accounting_shares') }} as accounts
    on
        keys.area_system = accounts.area_system
        and keys.accounting_area = accounts.functional_area
        and keys.accounting_year = accounts.source_year
where keys.accounting_weight > 0
union all
select distinct
    {{ key }},
    'inhabitants' as missing_kind,
    null as criterion_id,
    keys.expected_source_year,
    concat('No inhabitants by district for ', keys.expected_source_year, ', the base of the relative share.') as detail
from found as keys
anti join peopled_years on keys.area_system = peopled_years.area_system and keys.expected_source_year = peopled_years.source_year
where keys.share_base = 'relative_share' and keys.expected_source_year is not null
order by allocation_system, key_id, budget_year, missing_kind, criterion_id, expected_source_year
