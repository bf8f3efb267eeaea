-- Households in the cells of the person extract (STP), in districts: a household stands in the cell of its main earner, so that
-- each is counted once. Left out here: the person counts (int_stp__persons) and the cells of Sentrum, Marka and unregistered.
-- A view, because it is only a part of the staged table: copying millions of cells costs more than all criteria built on them.
{{ config(materialized='view') }}
{{ stp_cells('households') }}
