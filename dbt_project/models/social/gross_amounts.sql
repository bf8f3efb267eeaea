-- Gross payments (S4, S5) and how the annual amount per recipient is spread (S10, S11). In a district the annual amount is what
-- that district paid; in the city it is what all paid together. Where nobody was paid there is no spread, so no row.
with spread as (
    select
        year,
        district_id,
        count(*) as recipients,
        sum(gross_nok) as gross_nok,
        quantile_{{ var('social_quantile') }}(cast(gross_nok as double), 0.25) as lower_quartile,
        quantile_{{ var('social_quantile') }}(cast(gross_nok as double), 0.50) as median,
        quantile_{{ var('social_quantile') }}(cast(gross_nok as double), 0.75) as upper_quartile,
        cast(sum(gross_nok) as double) / count(*) as mean
    from {{ years_anew(ref('recipient_years')) }}
    group by year, district_id
),

counted as {{ social_everywhere(
    'spread', ['recipients', 'gross_nok', 'lower_quartile', 'median', 'upper_quartile', 'mean']
) }},

paid as (
    select
        counted.*,
        months.value as recipient_months
    from counted
    inner join {{ ref('recipients') }} as months using (area_system, year, district_id)
    where months.statistic_id = 'months_per_recipient'
),

-- classes are open below and closed above; the last one has no upper end
classes as (
    select
        year,
        district_id,
        cast(least(5000 * (cast(ceil(gross_nok / 5000) as integer) - 1), 250000) as varchar) as category,
        count(*) as recipients
    from {{ years_anew(ref('recipient_years')) }}
    where district_id = {{ social_city() }}
    group by year, district_id, category
),

bounds as (
    select cast(unnest(range(0, 250001, 5000)) as varchar) as category
)

{% set spread = {'id': 'annual_amount', 'from': 'counted', 'units': 'recipients', 'where': 'recipients > 0'} -%}
{{ social_rows([
    {'id': 'gross_paid', 'from': 'paid', 'value': 'gross_nok', 'base': 'recipient_months', 'units': 'recipients'},
    dict(spread, category="'lower_quartile'", value='lower_quartile'),
    dict(spread, category="'median'", value='median'),
    dict(spread, category="'upper_quartile'", value='upper_quartile'),
    dict(spread, category="'mean'", value='mean'),
    {'id': 'annual_amount_histogram', 'from': social_everywhere('classes', ['recipients'], 'bounds'), 'category': 'category',
        'value': 'recipients', 'base': 'sum(recipients) over (partition by year)', 'where': 'district_id = ' ~ social_city()},
]) }}
