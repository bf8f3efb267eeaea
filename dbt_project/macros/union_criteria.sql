{#- The rows of every criterion model, one below the other; the list is generated from the folder (macros/generated). -#}
{% macro union_criteria() -%}
    {%- for criterion_id in criterion_ids() %}
    select * from {{ ref(criterion_id) }}
    {%- if not loop.last %}
    union all
    {%- endif %}
    {%- endfor %}
{%- endmacro %}
