{#- A value's group: the name beside the largest limit that it reaches; none below the first. -#}
{% macro band(value, limits) -%}
    case
        {%- for least, name in limits | reverse %}
        when {{ value }} >= {{ least }} then '{{ name }}'
        {%- endfor %}
    end
{%- endmacro %}

{#- The groups of the KOSTRA control program: least value of each and its name, in rising order. -#}
{% macro kostra_bands() -%}
    {{ return({
        'kostra_duration': [(1, '1'), (2, '2_3'), (4, '4_6'), (7, '7_9'), (10, '10_11'), (12, '12')],
        'kostra_amounts': [
            (1, '1_9999'), (10000, '10000_49999'), (50000, '50000_99999'), (100000, '100000_149999'), (150000, '150000_plus')
        ],
        'kostra_ages': [(0, 'under_18'), (18, '18_24'), (25, '25_44'), (45, '45_66'), (67, '67_plus')],
    }) }}
{%- endmacro %}

{#- Every category of the statistics of the KOSTRA person files. -#}
{% macro kostra_categories() -%}
    select 'kostra_recipients' as statistic_id, 'all' as category
    {%- for statistic_id, bands in kostra_bands().items() %}
    {%- for _, name in bands %}
    union all
    select '{{ statistic_id }}' as statistic_id, '{{ name }}' as category
    {%- endfor %}
    {%- endfor %}
    union all
    select 'kostra_kvp_status' as statistic_id, unnest(['1', '2', '3', '4', '5', '6', '7']) as category
{%- endmacro %}

{#- Records of a KOSTRA person file in their district and in the city; a record without a valid id is a person of its own. -#}
{% macro kostra_records(relation) -%}
    select
        files.* exclude (district_id),
        areas.district_id,
        areas.is_city,
        coalesce(files.person_pid, concat(files.delivery_id, '#', files.file_row)) as person
    from {{ relation }} as files
    inner join ({{ districts_and_city() }}) as areas
        on files.area_system = areas.area_system and (files.district_id = areas.district_id or areas.is_city)
{%- endmacro %}
