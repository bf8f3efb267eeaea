{#-
    A landed extract row for row with its district looked up in the seeds. The views lie in the database of personal rows, which is
    never published. A district that is not known keeps an empty id and is stopped by the test extract_staged_whole.
-#}
{% macro stage_extract(source_id, columns, district_column=none) -%}
select
    landed.delivery_id,
    landed.synthetic,
    landed.file_row,
    {%- for column in columns %}
    landed.{{ column }},
    {%- endfor %}
    {{ social_area_system() }} as area_system
    {%- if district_column %},
    aliases.district_id
    {%- endif %}
from {{ source('personal', source_id) }} as landed
{%- if district_column %}
left join {{ ref('area_aliases') }} as aliases
    on
        aliases.area_system = {{ social_area_system() }}
        and landed.{{ district_column }} = aliases.alias
{%- endif %}
{%- endmacro %}

{#- Of several snapshots, each of which holds everything, the one of the latest period alone. -#}
{% macro newest_snapshot() -%}
    dense_rank() over (order by landed.delivery_id desc) = 1
{%- endmacro %}
