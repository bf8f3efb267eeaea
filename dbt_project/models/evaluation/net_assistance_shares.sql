-- Each district's share of published net social assistance per year. No key uses it: it is held against the accounting share
-- that the published allocation keys imply, so that two independent documents test each other.
select
    area_system,
    source_year,
    district_id,
    value as net_mnok,
    {{ share_of('value', 'area_system, source_year') }} as share,
    bool_or(synthetic) over (partition by area_system, source_year) as synthetic
from {{ ref('stg_oslo_net_social_assistance__net') }}
where level = 'district'
order by area_system, source_year, district_id
