"""Addresses of the responsibility letters."""

from django.urls import path

from supervision.views import letter_templates, letters

urlpatterns = [
    path("letter-templates/", letter_templates.letter_template_list, name="letter-template-list"),
    path("letter-templates/add/", letter_templates.letter_template_add, name="letter-template-add"),
    path("letter-templates/<int:pk>/", letter_templates.letter_template_detail, name="letter-template-detail"),
    path("letter-templates/<int:pk>/change/", letter_templates.letter_template_change, name="letter-template-change"),
    path("letter-templates/<int:pk>/copy/", letter_templates.letter_template_copy, name="letter-template-copy"),
    path("letter-templates/<int:pk>/make/", letter_templates.letters_make, name="letters-make"),
    path("letters/", letters.letter_list, name="letter-list"),
    path("letters/choose/", letters.letters_choose, name="letters-choose"),
    path("letters/sign/", letters.letters_sign, name="letters-sign"),
    path("letters/<int:pk>/", letters.letter_detail, name="letter-detail"),
    path("letters/<int:pk>/add/", letters.letter_add, name="letter-add"),
    path("letters/<int:pk>/withdraw/", letters.letter_withdraw, name="letter-withdraw"),
    path("letters/<int:pk>/restore/", letters.letter_restore, name="letter-restore"),
    path("letters/<int:pk>/unsign/", letters.letter_unsign, name="letter-unsign"),
    path("letters/<int:pk>/attach/", letters.letter_attach, name="letter-attach"),
    path("letters/<int:pk>/scan/", letters.letter_scan, name="letter-scan"),
    path("letters/<int:pk>/pdf/", letters.letter_pdf, name="letter-pdf"),
]
