"""Addresses of uploading guest lists, under the hosts' guests."""

from django.urls import path

from handfast.guests.uploading import column_pages, import_pages, mending_pages, run_pages

urlpatterns = [
    path("", import_pages.imports, name="imports"),
    path("<int:import_id>/", import_pages.preview, name="import"),
    path("<int:import_id>/answers/", import_pages.answers, name="answers"),
    path("<int:import_id>/columns/", column_pages.columns, name="columns"),
    path("<int:import_id>/rows/<int:row>/", mending_pages.row, name="mend"),
    path("<int:import_id>/problems/", mending_pages.download, name="problems"),
    path("<int:import_id>/application/", run_pages.application, name="application"),
    path("<int:import_id>/undoing/", run_pages.undoing, name="undoing"),
    path("<int:import_id>/repetition/", run_pages.repetition, name="repetition"),
]
