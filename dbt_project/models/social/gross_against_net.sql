-- What the case system paid beside what the accounts say, by district and year: the accounts are net of refunds and other income,
-- so they are lower. A measure only one of the two has keeps its row.
with gross as (
    select
        area_system,
        year,
        district_id,
        measure,
        sum(gross_nok) as gross_nok,
        count(distinct recipient_no) as units
    from (
        select
            area_system,
            year,
            -- every payment counts in its district and in the city
            unnest([district_id, {{ social_city() }}]) as district_id,
            'social_assistance' as measure,
            recipient_no,
            gross_nok
        from {{ ref('recipient_months') }}
        union all
        select
            months.area_system,
            months.year,
            unnest([months.district_id, {{ social_city() }}]) as district_id,
            'temporary_housing' as measure,
            months.recipient_no,
            lines.gross_nok
        from {{ ref('payment_lines') }} as lines
        inner join {{ ref('recipient_months') }} as months using (recipient_no, district_id, month_no)
        where lines.purpose_code = 'temporary_housing'
    ) as paid
    group by area_system, year, district_id, measure
),

net as (
    select
        area_system,
        year,
        district_id,
        replace(statistic_id, 'net_', '') as measure,
        value as net_nok
    from {{ ref('net_expenditure') }}
    where statistic_id in ('net_social_assistance', 'net_temporary_housing') and category = 'nominal'
)

select
    area_system,
    year,
    district_id,
    measure,
    cast(gross.gross_nok as decimal(18, 2)) as gross_nok,
    cast(net.net_nok as decimal(18, 2)) as net_nok,
    cast(gross.units as integer) as units
from gross
full outer join net using (area_system, year, district_id, measure)
