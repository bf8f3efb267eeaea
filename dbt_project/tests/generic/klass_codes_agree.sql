{#-
    The districts and rest groups of geography.areas are those of Statistics Norway's code list: each code of ours that holds
    today is in it and valid, and each valid code of the city in it is ours. A district that is merged or split shows here first.
-#}
{% test klass_codes_agree(model) %}
with valid as (
    select *
    from {{ model }}
    where valid_to = '-' or try_cast(valid_to as date) > make_date(source_year, 1, 1)
),

listed as (
    select distinct
        area_system,
        source_year
    from {{ model }}
),

ours as (
    select
        areas.*,
        listed.source_year
    from {{ ref('areas') }} as areas
    inner join listed on areas.area_system = listed.area_system and {{ area_existed('areas', 'listed.source_year') }}
    where areas.level in ('district', 'rest')
)

select
    concat(
        'Area ', coalesce(ours.klass_code, valid.area_label), ' ', coalesce(ours.name, valid.name), ', ',
        coalesce(ours.source_year, valid.source_year),
        case
            when valid.area_label is null then ' is in geography.areas but not valid in the delivered code list (Klass 103)'
            else ' is in the delivered code list (Klass 103) but not an area of geography.areas'
        end, '. Correct seeds/geography/areas.csv: end the area (valid_to), or add the new one.'
    ) as message
from ours
full outer join valid on ours.klass_code = valid.area_label and ours.source_year = valid.source_year
where ours.klass_code is null or valid.area_label is null
{% endtest %}
