"""The door: who may enter the settings, and what happens to somebody who guesses passwords."""

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse

from numbering.access import ADMINISTRATORS, CLERKS

pytestmark = pytest.mark.django_db

PASSWORD = "correct horse battery staple"


@pytest.fixture
def person(client):
    """Logs a new user in, with these groups."""

    def log_in(*groups, **flags):
        user = User.objects.create_user("somebody", password=PASSWORD, **flags)
        user.groups.set(Group.objects.filter(name__in=groups))
        client.force_login(user)
        return user

    return log_in


def test_a_stranger_is_led_to_the_one_login_page(client):
    response = client.get(reverse("admin:index"), follow=True)

    assert response.redirect_chain[-1][0] == f"{reverse('login')}?next=/settings/"
    assert response.status_code == 200


def test_an_administrator_enters_without_being_staff(client, person):
    user = person(ADMINISTRATORS)

    assert not user.is_staff
    assert client.get(reverse("admin:index")).status_code == 200


def test_a_superuser_enters(client, person):
    person(is_superuser=True)

    assert client.get(reverse("admin:index")).status_code == 200


@pytest.mark.parametrize("flags", [{}, {"is_staff": True}])
def test_a_clerk_is_told_that_the_settings_are_not_for_clerks(client, person, flags):
    person(CLERKS, **flags)

    response = client.get(reverse("admin:index"), follow=True)

    assert response.status_code == 403
    assert "Only administrators can change settings." in response.content.decode()


def test_the_admins_own_login_page_is_not_used(client, person):
    person(ADMINISTRATORS)

    assert client.get(reverse("admin:login")).url == reverse("admin:index")


def test_logging_out_of_the_settings_is_logging_out(client, person):
    person(ADMINISTRATORS)

    response = client.post(reverse("admin:logout"))

    assert response.url == reverse("login")
    assert "_auth_user_id" not in client.session


def test_guessing_passwords_ends_soon(client, settings):
    User.objects.create_user("somebody", password=PASSWORD)
    guess = {"username": "somebody", "password": "wrong"}

    for _attempt in range(settings.AXES_FAILURE_LIMIT - 1):
        assert client.post(reverse("login"), guess).status_code == 200
    assert client.post(reverse("login"), guess).status_code == 429

    # The right one does not help now; that is what makes guessing hopeless.
    response = client.post(reverse("login"), guess | {"password": PASSWORD})
    assert response.status_code == 429
    assert "_auth_user_id" not in client.session

    # From elsewhere the owner can still log in.
    elsewhere = {"REMOTE_ADDR": "192.0.2.7"}
    response = client.post(reverse("login"), guess | {"password": PASSWORD}, **elsewhere)
    assert response.status_code == 302


def test_a_login_after_a_few_mistakes_starts_the_count_anew(client, settings):
    User.objects.create_user("somebody", password=PASSWORD)
    for word in ("wrong", "wrong", PASSWORD):
        last = client.post(reverse("login"), {"username": "somebody", "password": word})

    assert last.status_code == 302


@pytest.mark.parametrize("path", ["/nowhere/", "/settings/nowhere/"])
def test_a_page_that_is_not_there_says_so(client, path, person):
    person(ADMINISTRATORS)

    response = client.get(path)

    assert response.status_code == 404
    assert "Content-Security-Policy" in response.headers


def test_a_form_from_elsewhere_is_refused(person, client):
    person(ADMINISTRATORS)
    client.handler.enforce_csrf_checks = True

    response = client.post(reverse("logout"))

    assert response.status_code == 403
    assert "_auth_user_id" in client.session
