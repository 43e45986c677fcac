import pytest

from tests.support.house import House, Person
from tests.support.office import COORDINATOR, FOCAL, OTHER_FOCAL, Office, open_office


@pytest.fixture
async def office(house: House) -> Office:
    return await open_office(house)


@pytest.fixture
async def coordinator(house: House, office: Office) -> Person:
    """Somebody who plans, in an office where everybody can be told."""
    person = house.person(COORDINATOR)
    for user in (FOCAL, OTHER_FOCAL):
        await house.person(user).says("/start")
    await person.says("/start")
    return person
