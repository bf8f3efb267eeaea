{#- The cells of one measure of the person extract in districts, with the ten traits that definitions are made of. -#}
{% macro stp_cells(measure) -%}
select
    area_system,
    source_year,
    district_id,
    household_type,
    age_group,
    sex,
    low_income,
    capital_under_1g,
    education,
    main_earner_education,
    country_background,
    immigrant_generation,
    employment,
    value,
    value_min,
    value_max,
    status,
    precision,
    delivery_id,
    file_row,
    synthetic
from {{ ref('stg_stp_households__cells') }}
where measure = '{{ measure }}' and level = 'district'
{%- endmacro %}
