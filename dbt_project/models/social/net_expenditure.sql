-- Net expenditure from the ledger on what the recipient statistics are about: social assistance, KVP, the introduction programme by
-- KOSTRA function, temporary housing by art. The city also in the prices of the latest year, by the consumer price index.
{%- set functions = var('social_net_functions') %}
{#- Arts from 600 on are income; there is none from 900 on but financing. #}
{%- set below_art = '900' if var('social_introduction_net') else '600' %}
with spent as (
    select
        area_system,
        accounting_year as year,
        district_id,
        unnest([
            case function
                {%- for id, function in functions.items() %}
                when '{{ function }}' then '{{ id }}'
                {%- endfor %}
            end,
            if(starts_with(account, '{{ var('social_housing_account') }}'), 'net_temporary_housing', null)
        ]) as account_id,
        amount_nok as net_nok
    from {{ ref('stg_unit4_ledger__lines') }}
    where
        level = 'district' and not {{ ledger_left_out() }}
        and (function <> '{{ functions.net_introduction }}' or art < '{{ below_art }}')
),

amounts as (
    select
        area_system,
        account_id,
        year,
        district_id,
        sum(net_nok) as net_nok
    from {{ social_placed('spent') }} as placed
    where account_id is not null
    group by area_system, account_id, year, district_id
),

prices as (
    select
        source_year as year,
        cast(value as double) as price_index
    from {{ ref('stg_prices__prices') }}
    where series = 'kpi_2015' and value is not null
    qualify {{ latest_delivery() }}
),

latest as (
    select max_by(price_index, year) as price_index
    from prices
    where prices.year <= (select max(amounts.year) from amounts)
),

shown as (
    select
        *,
        'nominal' as category,
        net_nok as value
    from amounts
    union all
    select
        amounts.*,
        'fixed_prices' as category,
        cast(amounts.net_nok as double) * latest.price_index / prices.price_index as value
    from amounts
    inner join prices on amounts.year = prices.year
    cross join latest
    where amounts.district_id = {{ social_city() }}
)

{% set rows = [] -%}
{% for id in functions.keys() | list + ['net_temporary_housing'] -%}
    {%- do rows.append({
        'id': id, 'from': 'shown', 'category': 'category', 'value': 'value', 'units': 'null', 'where': "account_id = '" ~ id ~ "'"
    }) -%}
{%- endfor %}
{{ social_rows(rows) }}
