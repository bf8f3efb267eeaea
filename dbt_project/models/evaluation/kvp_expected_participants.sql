-- How many participants a month each district is expected to have in the qualification programme: the city's number times the
-- district's share of the key that splits FO4B. The city's number is the latest one not after the budget year.
with stated as (
    select
        area_system,
        source_year,
        value as city_participants,
        delivery_id,
        synthetic
    from {{ ref('stg_kvp_expected__participants') }}
    where level = 'city'
    qualify {{ latest_delivery() }}
)

select
    keys.allocation_system,
    keys.key_id,
    keys.budget_year,
    keys.district_id,
    keys.allocation_share,
    stated.city_participants,
    stated.source_year as stated_year,
    cast(stated.city_participants * keys.allocation_share as decimal(20, 6)) as expected_participants,
    keys.synthetic or stated.synthetic as synthetic
from {{ ref('allocation_keys') }} as keys
inner join {{ ref('allocation_systems') }} as systems on keys.allocation_system = systems.allocation_system
inner join {{ ref('key_frame_areas') }} as areas
    on
        keys.allocation_system = areas.allocation_system
        and keys.key_id = areas.key_id
        and areas.functional_area = 'fo4b'
        and {{ valid_in('areas', 'keys.budget_year') }}
inner join stated on systems.area_system = stated.area_system and keys.budget_year >= stated.source_year
qualify stated.source_year = max(stated.source_year) over (partition by keys.allocation_system, keys.key_id, keys.budget_year)
order by keys.allocation_system, keys.key_id, keys.budget_year, keys.district_id
