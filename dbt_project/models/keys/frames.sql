-- The money each key splits: the sum of the delivered frames of the functional areas it stands for (decisions.key_frame_areas).
-- A key of which one area is not delivered for a budget year has no frame, never a part of one. What to know about a year's
-- frames stands in decisions.frame_documents; a year without a row there rests on the delivery itself.
with delivered as (
    select
        *,
        source_year as budget_year
    from {{ ref('stg_budget_frames__frames') }}
    where measure = 'frame_nok' and level = 'city'
    qualify {{ latest_delivery() }}
),

years as (
    select distinct
        area_system,
        budget_year
    from delivered
),

summed as (
    select
        areas.allocation_system,
        areas.key_id,
        years.budget_year,
        years.area_system,
        sum(delivered.value) as frame_nok,
        count(*) as area_count,
        string_agg(upper(areas.functional_area), ' and ' order by areas.functional_area) as area_names,
        max(delivered.delivery_id) as delivery_id,
        string_agg(cast(delivered.file_row as varchar), ', ' order by delivered.file_row) as delivered_rows,
        bool_or(delivered.synthetic) as synthetic
    from {{ ref('key_frame_areas') }} as areas
    inner join {{ ref('allocation_systems') }} as systems on areas.allocation_system = systems.allocation_system
    inner join years on systems.area_system = years.area_system and {{ valid_in('areas', 'years.budget_year') }}
    left join delivered
        on
            years.area_system = delivered.area_system
            and years.budget_year = delivered.budget_year
            and areas.functional_area = delivered.functional_area
    group by areas.allocation_system, areas.key_id, years.budget_year, years.area_system
    having count(delivered.value) = count(*)
)

select
    summed.allocation_system,
    summed.key_id,
    summed.budget_year,
    cast(summed.frame_nok as bigint) as frame_nok,
    coalesce(documents.price_level, concat('Budget ', summed.budget_year)) as price_level,
    coalesce(documents.estimated, false) as estimated,
    concat(
        coalesce(documents.decision_ref, concat('As delivered: ', summed.delivery_id, ', row ', summed.delivered_rows)),
        case when summed.area_count > 1 then concat('; the sum of ', summed.area_names) else '' end
    ) as decision_ref,
    documents.decided_on,
    summed.delivery_id,
    summed.synthetic
from summed
left join {{ ref('frame_documents') }} as documents
    on
        summed.area_system = documents.area_system
        and {{ valid_in('documents', 'summed.budget_year') }}
order by summed.allocation_system, summed.key_id, summed.budget_year
