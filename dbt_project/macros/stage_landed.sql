{#-
    A delivered table row for row, with its area and (for counts) its criterion looked up in the seeds, and the codes of the
    dimensions its source declares. Nothing is filtered: a row that finds no area or criterion keeps an empty id and is stopped
    by the test staged_whole. A large table says sorted=false: landing has put its rows in order, and sorting millions of them
    again costs more than all criteria built on them.
-#}
{% macro stage_landed(source_id, area_system, counts=false, dimensions=[], sorted=true) -%}
select
    landed.delivery_id,
    landed.synthetic,
    landed.for_budget_year,
    landed.sheet,
    landed.file_row,
    landed.file_column,
    landed.area_label,
    landed.measure,
    landed.table_year,
    landed.source_year,
    landed.value,
    landed.value_min,
    landed.value_max,
    landed.status,
    landed.precision,
    {%- for dimension in dimensions %}
    landed.{{ dimension }},
    {%- endfor %}
    '{{ area_system }}' as area_system,
    areas.district_id,
    areas.level
    {%- if counts %},
    labels.criterion_id
    {%- endif %}
from {{ source('landed', source_id) }} as landed
left join {{ ref('area_aliases') }} as aliases
    on
        aliases.area_system = '{{ area_system }}'
        and lower(trim(aliases.alias)) = lower(trim(landed.area_label))
left join {{ ref('areas') }} as areas
    on
        aliases.area_system = areas.area_system
        and aliases.district_id = areas.district_id
{%- if counts %}
left join {{ ref('criterion_labels') }} as labels
    on
        labels.source_id = '{{ source_id }}'
        and lower(trim(labels.label)) = lower(trim(landed.measure))
{%- endif %}
{%- if sorted %}
order by landed.delivery_id, landed.sheet, landed.file_row, landed.file_column
{%- endif %}
{%- endmacro %}
