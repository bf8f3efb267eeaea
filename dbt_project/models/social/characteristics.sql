-- Recipients by age, children, country and refugee background at last contact (S24-S28). Each recipient counts once, in the
-- district of last contact, so districts add up to the city. Who has no country is left out of the base of foreign background.
with facts as (
    select
        year,
        district_id,
        count(*) as recipients,
        count(*) filter (age < 30) as under_30,
        count(*) filter (children_main >= 1) as with_children,
        count(*) filter (children_main >= 4) as four_or_more,
        count(is_foreign) as country_known,
        count(*) filter (is_foreign) as is_foreign,
        count(*) filter (is_refugee) as refugees
    from {{ social_placed(ref('recipient_facts')) }} as placed
    group by year, district_id
),

counted as {{ social_everywhere(
    'facts', ['recipients', 'under_30', 'with_children', 'four_or_more', 'country_known', 'is_foreign', 'refugees']
) }}

{{ social_rows([
    {'id': 'under_30', 'from': 'counted', 'value': 'under_30', 'base': 'recipients'},
    {'id': 'with_children', 'from': 'counted', 'value': 'with_children', 'base': 'recipients'},
    {'id': 'four_or_more_children', 'from': 'counted', 'value': 'four_or_more', 'base': 'recipients'},
    {'id': 'foreign_background', 'from': 'counted', 'value': 'is_foreign', 'base': 'country_known'},
    {'id': 'refugee_background', 'from': 'counted', 'value': 'refugees', 'base': 'recipients'},
]) }}
