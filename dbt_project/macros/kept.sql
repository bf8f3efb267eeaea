{#-
    Models that are not made whole, with the first year to make anew, or null when all of it still holds. The run says so
    (pipelines/warehouse/kept.py): it knows what has landed since the table was made.
-#}
{% macro kept_models() -%}
    {{ return(fromjson(env_var('KRITERIER_KEPT', '{}')) if execute else {}) }}
{%- endmacro %}

{#- Whether the table of this model is kept, whole or in part. -#}
{% macro is_kept() -%}
    {{ return(model.unique_id in kept_models()) }}
{%- endmacro %}

{#- The first year to make anew of this model; none when it is made or kept whole. -#}
{% macro first_year_anew() -%}
    {{ return(kept_models().get(model.unique_id)) }}
{%- endmacro %}

{#- Rows of the years to make anew: a condition on a day, or nothing when the model is made whole. It spares reading what is kept. -#}
{% macro in_years_anew(day, word='where') -%}
    {%- if first_year_anew() %}{{ word }} {{ day }} >= make_date({{ first_year_anew() }}, 1, 1){% endif -%}
{%- endmacro %}

{#- A relation by year, or of it the years to make anew of this model: the rest would be counted and thrown away. -#}
{% macro years_anew(relation) -%}
    {%- if first_year_anew() -%}
        (select * from {{ relation }} where year >= {{ first_year_anew() }})
    {%- else -%}
        {{ relation }}
    {%- endif -%}
{%- endmacro %}

{#- A relation by recipient_no and year, or of it all years of those recipients who are in the years to make anew. -#}
{% macro of_recipients_anew(relation) -%}
    {%- if first_year_anew() -%}
        (select * from {{ relation }} where recipient_no in (select recipient_no from {{ years_anew(relation) }}))
    {%- else -%}
        {{ relation }}
    {%- endif -%}
{%- endmacro %}

{#- What a kept table lacks, instead of the whole of it. `keeps` in the model's meta says by what its rows follow: year, month_no, or
    rows when rows are only ever added. -#}
{% macro make_the_rest() -%}
    {%- set keeps = config.get('meta').get('keeps') -%}
    {%- if not first_year_anew() -%}
        {%- call noop_statement('main', 'KEPT', 'KEPT') -%}{%- endcall -%}
    {%- else -%}
        {%- set first = {'year': first_year_anew(), 'month_no': 12 * first_year_anew() + 1}.get(keeps) -%}
        {%- call statement('main') -%}
            {% if first -%}
            delete from {{ this }} where {{ keeps }} >= {{ first }};
            {%- endif %}
            insert into {{ this }} by name
            select * from (
                {{ compiled_code }}
            )
            {% if first %}where {{ keeps }} >= {{ first }}{% endif %}
        {%- endcall -%}
    {%- endif -%}
{%- endmacro %}
