-- Every statistic of every family, for the checks that hold all of them to what the catalogue says.
{%- set families = [
    'recipients', 'gross_amounts', 'purposes', 'household_types', 'persons', 'population_shares', 'refugees', 'characteristics',
    'inflow_and_duration', 'full_assistance', 'move_shares', 'incomes', 'kvp', 'kvp_characteristics', 'kvp_outcomes', 'settlement',
    'introduction', 'introduction_characteristics', 'introduction_outcomes', 'kostra_files', 'net_expenditure', 'unemployed'
] %}
{%- for family in families %}
select
    '{{ family }}' as family,
    *
from {{ ref(family) }}
{%- if not loop.last %}
union all
{%- endif %}
{%- endfor %}
