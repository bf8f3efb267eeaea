-- Please look: a district has another name in Statistics Norway's code list (Klass 103) than in geography.areas. Codes are keys
-- and must agree (the test klass_codes_agree); names are not, and change without the district changing.
select
    areas.area_system,
    areas.district_id,
    areas.name,
    klass.name as klass_name,
    klass.delivery_id,
    concat(
        areas.district_id, ' is "', areas.name, '" here and "', klass.name, '" in Klass (', klass.delivery_id, ', row ', klass.file_row,
        '). Change the name in seeds/geography/areas.csv if the district has got a new one.'
    ) as message
from {{ ref('areas') }} as areas
inner join {{ ref('stg_klass_districts__codes') }} as klass
    on areas.area_system = klass.area_system and areas.district_id = klass.district_id
where areas.level in ('district', 'rest') and lower(trim(areas.name)) <> lower(trim(klass.name))
order by areas.area_system, areas.district_id
