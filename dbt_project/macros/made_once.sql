{#-
    Tables and views made under their own name. The adapter makes each beside its place and renames it, so that readers of a live
    database are not disturbed; here every build has a database that nobody reads before it is published, and the renames, with the
    drops of what was put aside, were a third of what dbt itself takes for a model. A model that fails is rolled back all the same.
    Tables of personal rows that the build before made and that still hold are kept, whole or up to a year (macros/kept.sql).
-#}
{% materialization table, adapter='duckdb' %}
    {{ return(made_once('table')) }}
{% endmaterialization %}

{% materialization view, adapter='duckdb' %}
    {{ return(made_once('view')) }}
{% endmaterialization %}

{% macro made_once(kind) %}
    {%- set target = this.incorporate(type=kind) -%}
    {%- set existing = load_cached_relation(this) -%}
    {{ run_hooks(pre_hooks, inside_transaction=False) }}
    {{ run_hooks(pre_hooks, inside_transaction=True) }}
    {%- if is_kept() -%}
        {{ make_the_rest() }}
    {%- else -%}
        {%- if existing is not none -%}
            {%- do adapter.drop_relation(existing) -%}
        {%- endif -%}
        {%- call statement('main') -%}
            {%- if kind == 'view' -%}
                {{ get_create_view_as_sql(target, compiled_code) }}
            {%- else -%}
                {{ create_table_as(False, target, compiled_code) }}
            {%- endif -%}
        {%- endcall -%}
        {%- do persist_docs(target, model) -%}
    {%- endif -%}
    {{ run_hooks(post_hooks, inside_transaction=True) }}
    {{ adapter.commit() }}
    {{ run_hooks(post_hooks, inside_transaction=False) }}
    {{ return({'relations': [target]}) }}
{% endmacro %}
