-- One row per criterion, read from config.meta in the YAML of models/criteria/<family>/ when dbt runs. The YAML is the only
-- home of these texts; this table is how SQL, the workbook and explain get at them.
{%- set texts = [
    'criterion_id', 'label_nb', 'label_en', 'unit', 'definition', 'definition_nb', 'source', 'owner', 'caveats', 'caveats_nb', 'band_reason'
] %}
{%- set others = ['lag', 'activity_dependent', 'band_min_change', 'band_max_change'] %}
{%- set entries = criterion_entries() %}
with entries ({{ (texts + others) | join(', ') }}) as (
    values
    {%- for entry in entries %}
    {%- for field in texts + others if entry[field] is not defined %}
    {{ exceptions.raise_compiler_error('Criterion ' ~ entry.criterion_id ~ ' has no config.meta.' ~ field ~ ' in its YAML.') }}
    {%- endfor %}
    (
        {%- for field in texts %}
        '{{ (entry[field] | string).split() | join(' ') | replace("'", "''") }}',
        {%- endfor %}
        {{ entry.lag }}, {{ entry.activity_dependent | lower }}, {{ entry.band_min_change }}, {{ entry.band_max_change }}
    ){{ ',' if not loop.last }}
    {%- else %}
    ({{ "'', " * texts | length }}0, false, 0, 0)
    {%- endfor %}
)

select
    criterion_id,
    label_nb,
    label_en,
    unit,
    definition,
    definition_nb,
    source,
    lag,
    owner,
    caveats,
    caveats_nb,
    activity_dependent,
    cast(band_min_change as decimal(9, 4)) as band_min_change,
    cast(band_max_change as decimal(9, 4)) as band_max_change,
    band_reason
from entries
order by criterion_id
