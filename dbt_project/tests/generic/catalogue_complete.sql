{#- The generated list of criteria, the models in the folder and the catalogue name the same criteria, each fully described. -#}
{% test catalogue_complete(model) %}
with listed as (
    select unnest({{ criterion_ids() }}) as criterion_id
)

select
    concat(
        'Criterion ', coalesce(listed.criterion_id, catalogue.criterion_id),
        case
            when listed.criterion_id is null then ' is missing from macros/generated/criterion_ids.sql: run refresh.'
            when catalogue.criterion_id is null then ' is listed but has no model with a YAML entry in models/criteria/<family>/.'
            else ' needs a band from below zero to above zero in its YAML (config.meta.band_min_change, band_max_change).'
        end
    ) as message
from listed
full outer join {{ model }} as catalogue on listed.criterion_id = catalogue.criterion_id
where
    listed.criterion_id is null
    or catalogue.criterion_id is null
    or catalogue.band_min_change >= 0
    or catalogue.band_max_change <= 0
{% endtest %}
