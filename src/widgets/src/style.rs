//! Translates the tokens into egui's own style, so that built-in widgets match ours.

use egui::style::{ScrollStyle, Selection, TextCursorStyle, WidgetVisuals, Widgets};
use egui::{
    Context, CornerRadius, FontFamily, FontId, Margin, Stroke, Style, TextStyle, Visuals, vec2,
};

use crate::fonts::{self, Weight};
use crate::tokens::{CONTROL, RADIUS, RADIUS_PANEL, Theme, Tokens};

/// Installs fonts and both palettes and shows `theme`. Call once at start, before the first frame.
pub fn install(ctx: &Context, theme: Theme) {
    fonts::install(ctx);
    ctx.set_style_of(egui::Theme::Light, style(Theme::Light.tokens()));
    ctx.set_style_of(egui::Theme::Dark, style(Theme::Dark.tokens()));
    apply(ctx, theme);
}

/// Switches the palette. Cheap: may be called whenever the user changes the theme.
pub fn apply(ctx: &Context, theme: Theme) {
    ctx.set_theme(match theme {
        Theme::Light => egui::Theme::Light,
        Theme::Dark => egui::Theme::Dark,
    });
}

fn style(t: &Tokens) -> Style {
    let mut style = Style {
        visuals: visuals(t),
        animation_time: 0.08,
        ..Style::default()
    };
    style.text_styles = [
        (
            TextStyle::Heading,
            fonts::font(Weight::SemiBold, fonts::TITLE),
        ),
        (TextStyle::Body, fonts::font(Weight::Regular, fonts::BODY)),
        (TextStyle::Button, fonts::font(Weight::Medium, fonts::BODY)),
        (TextStyle::Small, fonts::font(Weight::Regular, fonts::SMALL)),
        (
            TextStyle::Monospace,
            FontId::new(fonts::TABLE, FontFamily::Monospace),
        ),
    ]
    .into();
    style.spacing.item_spacing = vec2(8.0, 8.0);
    style.spacing.button_padding = vec2(12.0, 6.0);
    style.spacing.interact_size = vec2(CONTROL, CONTROL);
    style.spacing.window_margin = Margin::same(24);
    style.spacing.menu_margin = Margin::same(6);
    style.spacing.icon_width = 16.0;
    style.spacing.icon_spacing = 8.0;
    style.spacing.text_edit_width = 320.0;
    style.spacing.combo_width = 160.0;
    style.spacing.tooltip_width = 360.0;
    style.spacing.scroll = ScrollStyle {
        bar_width: 6.0,
        floating_width: 6.0,
        floating_allocated_width: 8.0,
        handle_min_length: 24.0,
        bar_inner_margin: 1.0,
        bar_outer_margin: 1.0,
        foreground_color: true,
        dormant_background_opacity: 0.0,
        active_background_opacity: 0.0,
        interact_background_opacity: 0.0,
        dormant_handle_opacity: 0.25,
        active_handle_opacity: 0.35,
        interact_handle_opacity: 0.6,
        ..ScrollStyle::floating()
    };
    style.spacing.scroll.fade.strength = 0.0;
    style.interaction.selectable_labels = false;
    style.interaction.tooltip_delay = 0.4;
    style.scroll_animation = egui::style::ScrollAnimation::none();
    style
}

fn visuals(t: &Tokens) -> Visuals {
    let mut v = match t.theme {
        Theme::Light => Visuals::light(),
        Theme::Dark => Visuals::dark(),
    };
    if t.theme == Theme::Dark {
        // egui thickens light text on dark so much that medium looks bold.
        v.text_options.color_transfer_function =
            egui::epaint::FontColorTransferFunction::Gamma(0.72);
    }
    let radius = CornerRadius::same(RADIUS);
    let widget = |fill, text| WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: fill,
        bg_stroke: Stroke::NONE,
        corner_radius: radius,
        fg_stroke: Stroke::new(1.0, text),
        expansion: 0.0,
    };
    v.widgets = Widgets {
        noninteractive: WidgetVisuals {
            bg_stroke: Stroke::new(1.0, t.line),
            ..widget(t.panel, t.text)
        },
        inactive: widget(t.hover, t.text),
        hovered: widget(t.hover_strong, t.text),
        active: WidgetVisuals {
            bg_stroke: Stroke::new(2.0, t.accent),
            ..widget(t.hover_strong, t.text)
        },
        open: widget(t.hover_strong, t.text),
    };
    v.selection = Selection {
        bg_fill: t.panel.lerp_to_gamma(t.accent, 0.25),
        stroke: Stroke::new(2.0, t.accent),
    };
    v.text_cursor = TextCursorStyle {
        stroke: Stroke::new(2.0, t.accent),
        blink: false,
        ..TextCursorStyle::default()
    };
    v.hyperlink_color = t.accent;
    v.faint_bg_color = t.sunk;
    v.extreme_bg_color = t.panel;
    v.text_edit_bg_color = Some(t.panel);
    v.code_bg_color = t.hover;
    v.warn_fg_color = t.warning;
    v.error_fg_color = t.bad;
    v.window_corner_radius = CornerRadius::same(RADIUS_PANEL);
    v.menu_corner_radius = CornerRadius::same(RADIUS_PANEL);
    v.window_fill = t.panel;
    v.window_stroke = Stroke::NONE;
    v.window_shadow = crate::panel::shadow(t);
    v.popup_shadow = crate::panel::shadow(t);
    v.panel_fill = t.background;
    v.weak_text_color = Some(t.muted);
    v.indent_has_left_vline = false;
    v.striped = false;
    v.slider_trailing_fill = true;
    v.image_loading_spinners = false;
    v.disabled_alpha = 0.55;
    v
}
