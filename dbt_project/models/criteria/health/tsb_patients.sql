-- Definition: Unique patients in specialised substance treatment (TSB) or adult mental health care with main
--   diagnosis F10-F19.
-- Decision: Proposed by the FO4 working group (2024), additional criterion: FO4A and FO4B 0.13, FO4C 0.07.
-- Source: helsedata.no, yearly order from the Norwegian Patient Registry (NPR). Budget year N uses N-2.
-- Left out: the city row and rest rows (Sentrum, Marka, unregistered); the staging test holds them against the districts.
with cells as (
    select
        *,
        true as is_counted
    from {{ ref('stg_helsedata_tsb__patients') }}
    -- only the total rows: a district without one has no row here, and complete_grid stops it; it is never counted as 0
    where level = 'district' and sex = 'both' and age_group = 'all'
)

{{ count_cells('tsb_patients') }}
