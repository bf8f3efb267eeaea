-- Persons in the cells of the person extract (STP), in districts. Left out here: the household counts (int_stp__households) and
-- the cells of Sentrum, Marka and persons without a registered address, which get no money of their own.
-- A view, because it is only a part of the staged table: copying millions of cells costs more than all criteria built on them.
{{ config(materialized='view') }}
{{ stp_cells('persons') }}
