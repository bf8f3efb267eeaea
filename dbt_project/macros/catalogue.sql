{#-
    The criteria as dbt knows them: every model in models/criteria/<family>/ with its config.meta, sorted by name.
    Empty while dbt parses; filled when it runs, so the catalogue is the YAML itself and never a copy of it.
-#}
{% macro criterion_entries() %}
    {% set found = {} %}
    {% if execute %}
        {% for node in graph.nodes.values() if node.resource_type == 'model' and node.fqn[1] == 'criteria' and node.fqn | length == 4 %}
            {% do found.update({node.name: dict(node.config.meta, criterion_id=node.name)}) %}
        {% endfor %}
    {% endif %}
    {% set entries = [] %}
    {% for name in found | sort %}
        {% do entries.append(found[name]) %}
    {% endfor %}
    {{ return(entries) }}
{% endmacro %}

{#- Normal lags from the YAML as rows (criterion_id, lag): what holds where decisions.lags has no row for a budget year. -#}
{% macro normal_lags() -%}
    select * from (values
        {%- for entry in criterion_entries() %}
        ('{{ entry.criterion_id }}', {{ entry.lag }}){{ ',' if not loop.last }}
        {%- else %}
        ('', 0)
        {%- endfor %}
    ) as normal_lags (criterion_id, lag)
{%- endmacro %}
