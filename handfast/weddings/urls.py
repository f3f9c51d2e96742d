"""Addresses of who runs a wedding and of its own words, under the wedding's."""

from django.urls import path

from handfast.weddings import joining, people_pages, site_page

app_name = "weddings"
urlpatterns = [
    path("host/people/", people_pages.people_page, name="people"),
    path("host/people/<int:host_id>/role/", people_pages.role, name="role"),
    path("host/people/<int:host_id>/remove/", people_pages.remove, name="remove"),
    path("host/people/invitations/<int:invitation_id>/withdraw/", people_pages.withdraw, name="withdraw"),
    path("host/site/", site_page.site, name="site"),
    path("join/<str:secret>/", joining.join, name="join"),
]
