"""Photos of a child for donors: looked at, added while the consent stands, taken away at any time."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from aid_portal.forms.carrying import carried_out
from aid_portal.idempotency import idempotent
from aid_portal.permissions import Permission, require
from aid_portal.views.stored_files import show_photo
from students.models import Student
from subsidies.actions import donation_photos
from subsidies.forms.donation_photos import PhotoForm
from subsidies.forms.once import OnceForm
from subsidies.models import DonationPhoto, GuardianConsent
from subsidies.reports.child_gifts import files_of, programmes_of


@require(Permission.CONSENT_RECORD)
@idempotent
def child_photos(request, pk):
    student = get_object_or_404(Student.objects.visible_to(request.user), pk=pk)
    form = PhotoForm(request.POST or None, request.FILES or None, programmes=programmes_of(student))
    if form.is_valid() and carried_out(form, lambda: donation_photos.attach(student=student, **form.said, by=request.user)):
        messages.success(request, _("已上传照片，同意有效期间提供给这个项目的捐赠人。"))
        return redirect("subsidies:donation-photos", student.pk)
    consents = GuardianConsent.objects.visible_to(request.user).filter(files_of(student)).order_by()
    standing = consents.standing().filter(may_photo=True).first()
    photos = DonationPhoto.objects.visible_to(request.user).filter(consent__in=consents.values("pk")).for_list().order_by("-pk")
    context = {"student": student, "form": form, "consent": standing, "photos": photos, "key_form": OnceForm()}
    return render(request, "subsidies/donation_photos/list.html", context)


@require_GET
@require(Permission.ENTITLEMENT_VIEW)
def donation_photo(request, pk):
    photo = get_object_or_404(DonationPhoto.objects.visible_to(request.user).shown().select_related("file"), pk=pk)
    return show_photo(photo.file)


@require_POST
@require(Permission.CONSENT_RECORD)
@idempotent
def photo_remove(request, pk):
    photo = get_object_or_404(DonationPhoto.objects.visible_to(request.user).for_list(), pk=pk)
    student = photo.consent.student_id
    donation_photos.remove(photo=photo, by=request.user)
    messages.success(request, _("照片已删除。"))
    return redirect("subsidies:donation-photos", student)
