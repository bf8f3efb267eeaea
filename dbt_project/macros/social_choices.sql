{#- What a variable of the project says, which must be one of the named choices. -#}
{% macro choice(variable, choices) -%}
    {%- set chosen = var(variable) -%}
    {%- if chosen not in choices -%}
        {{ exceptions.raise_compiler_error(variable ~ " is one of " ~ (choices | join(", ")) ~ ", not " ~ chosen) }}
    {%- endif -%}
    {{ return(chosen) }}
{%- endmacro %}
