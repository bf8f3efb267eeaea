-- What the case system paid beside what the accounts say, by district and year: the accounts are net of refunds and other income,
-- so they are lower. A measure only one of the two has keeps its row.
with housing as (
    select
        'temporary_housing' as category,
        place_bit
    from {{ with_bits('social_purposes', 'purpose_code') }} as purposes
    where purpose_code = 'temporary_housing'
),

gross as (
    select
        year,
        district_id,
        'social_assistance' as measure,
        sum(gross_nok) as gross_nok,
        count(*) as units
    from {{ years_anew(ref('recipient_years')) }}
    group by year, district_id
    union all
    select
        paid.year,
        paid.district_id,
        paid.purpose_code as measure,
        sum(paid.gross_nok) as gross_nok,
        any_value(counts.recipients) as units
    from {{ social_placed(ref('purpose_months')) }} as paid
    inner join {{ recipients_with(ref('recipient_years'), ['year', 'district_id'], 'purposes', 'housing') }} as counts
        on
            paid.year = counts.year
            and paid.district_id = counts.district_id
            and paid.purpose_code = counts.category
    group by paid.year, paid.district_id, paid.purpose_code
),

net as (
    select
        year,
        district_id,
        replace(statistic_id, 'net_', '') as measure,
        value as net_nok
    from {{ ref('net_expenditure') }}
    where statistic_id in ('net_social_assistance', 'net_temporary_housing') and category = 'nominal'
)

select
    {{ social_area_system() }} as area_system,
    year,
    district_id,
    measure,
    cast(gross.gross_nok as decimal(18, 2)) as gross_nok,
    cast(net.net_nok as decimal(18, 2)) as net_nok,
    cast(gross.units as integer) as units
from gross
full outer join net using (year, district_id, measure)
