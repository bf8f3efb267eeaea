-- One row per criterion, read from config.meta in the YAML of models/criteria/<family>/ when dbt runs. The YAML is the only
-- home of these texts; this table is how SQL, the workbook and explain get at them.
{%- set entries = criterion_entries() %}
{%- set texts = ['label_nb', 'label_en', 'unit', 'definition', 'source'] %}
{%- for entry in entries %}
{%- for field in texts + ['lag', 'owner', 'caveats', 'activity_dependent', 'band_min_change', 'band_max_change', 'band_reason'] %}
{%- if entry[field] is not defined %}
{{ exceptions.raise_compiler_error('Criterion ' ~ entry.criterion_id ~ ' has no config.meta.' ~ field ~ ' in its YAML entry.') }}
{%- endif %}
{%- endfor %}
{%- endfor %}
select * from (values
    {%- for entry in entries %}
    (
        {{ text_literal(entry.criterion_id) }},
        {%- for field in texts %}
        {{ text_literal(entry[field]) }},
        {%- endfor %}
        {{ entry.lag }},
        {{ text_literal(entry.owner) }},
        {{ text_literal(entry.caveats) }},
        {{ entry.activity_dependent | lower }},
        cast({{ entry.band_min_change }} as decimal(9, 4)),
        cast({{ entry.band_max_change }} as decimal(9, 4)),
        {{ text_literal(entry.band_reason) }}
    ){{ ',' if not loop.last }}
    {%- else %}
    ('', '', '', '', '', '', 0, '', '', false, cast(0 as decimal(9, 4)), cast(0 as decimal(9, 4)), '')
    {%- endfor %}
) as catalogue (
    criterion_id, label_nb, label_en, unit, definition, source, lag, owner, caveats, activity_dependent,
    band_min_change, band_max_change, band_reason
)
order by criterion_id
