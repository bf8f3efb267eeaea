-- Municipal dwellings in the district that runs them. Dwellings in Sentrum and Marka have no district of their own: the seed
-- rest_group_homes says which one runs them, those in Marka by place. A row without a home keeps an empty district_id and is
-- stopped by the test rest_rows_have_homes.
select
    dwellings.area_system,
    dwellings.source_year,
    case dwellings.level when 'district' then dwellings.district_id else homes.home_district_id end as district_id,
    dwellings.district_id as delivered_district_id,
    dwellings.sub_district,
    dwellings.sub_district_name,
    dwellings.value,
    dwellings.value_min,
    dwellings.value_max,
    dwellings.status,
    dwellings.precision,
    dwellings.delivery_id,
    dwellings.file_row,
    dwellings.synthetic
from {{ ref('stg_boligbygg_dwellings__dwellings') }} as dwellings
left join {{ ref('rest_group_homes') }} as homes
    on
        homes.source_id = 'boligbygg_dwellings'
        and dwellings.level = 'rest'
        and dwellings.district_id = homes.district_id
        and coalesce(lower(trim(homes.place)) = lower(trim(dwellings.sub_district_name)), true)
where dwellings.level <> 'city'
order by dwellings.source_year, dwellings.file_row
